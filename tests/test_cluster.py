"""Documents read out on a Ray cluster: for real, on two nodes' worth of processes, one killed in the middle."""

import importlib.util
import json
import os
import pathlib
import subprocess
import sys

import pytest

from kg import pipeline
from tests.test_pipeline import contents

ROOT = pathlib.Path(__file__).parent.parent

DRIVER = """
import json, os, pathlib, signal, sys, threading, time
import psutil
from ray.cluster_utils import Cluster
from kg import checkpoints, pipeline
from kg.engines import Engine

place = pathlib.Path(sys.argv[1])
checkpoints.MEAN = 2
cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
cluster.add_node(num_cpus=1)
cluster.wait_for_nodes()
killed = []

def kill():
    room = place / ".ray.building" / "claims"
    while not list(room.glob("*.parquet")):
        time.sleep(0.01)
    for process in psutil.process_iter(["cmdline"]):
        if "".join(process.info["cmdline"] or ()).startswith("ray::MapWorker") and not killed:
            killed.append(process.pid)
            process.kill()

threading.Thread(target=kill, daemon=True).start()
done = pipeline.build([place / "in"], folder=place / "ray", engine=Engine(name="ray", address=cluster.address))
print(json.dumps({"killed": len(killed), "documents": done.stats.documents, "skipped": len(done.skipped)}))
"""


@pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="needs prosegraph[ray]")
def test_a_cluster_that_loses_a_worker_gives_the_bytes_of_this_machine_alone(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "in").mkdir()
    for number in range(40):
        text = f"Company {number} operates Ship {number}. NASA launched Ship {number} in 2021."
        (tmp_path / "in" / f"{number}.txt").write_text(text)
    monkeypatch.setattr("kg.checkpoints.MEAN", 2)
    pipeline.build([tmp_path / "in"], folder=tmp_path / "local")

    driver = subprocess.run(  # noqa: S603 -- our own code
        [sys.executable, "-c", DRIVER, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT), "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0"},
    )

    assert driver.returncode == 0, driver.stderr
    assert json.loads(driver.stdout.splitlines()[-1]) == {"killed": 1, "documents": 40, "skipped": 0}
    assert contents(tmp_path / "ray") == contents(tmp_path / "local")
