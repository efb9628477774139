"""`kg serve`: the graph over HTTP, for programs (SPARQL 1.1 Protocol, Graph Store Protocol) and for people (pages).

Nothing that comes from outside is parsed in the server's own process but HTTP and Unicode. Whatever touches SPARQL or
RDF is a `kg.jobs.Job`, done in a process of its own, forked from one that has the libraries loaded (`nursery`), with
limits on time, memory and size of the answer, and killed when past them (`workers`). An answer is written to a file
without a name, and sent when it is complete: so a failure is always a 4xx or 503 with a message and never a 200 that
breaks off, a slow reader holds no process, and neither side ever has the whole answer in memory.

An update changes a copy of the store, which then takes the store's place (`kg.store.change`): what is there is always
the graph before it or after it, and lasts until the next `kg build`, which makes the store anew from the documents.
"""
