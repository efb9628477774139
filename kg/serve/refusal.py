"""A request that is not answered with what it asks for."""

from kg.errors import KgError


class RefusedError(KgError):
    """Why a request is refused, and with which HTTP status."""

    def __init__(self, status: int, message: str, **headers: str) -> None:
        super().__init__(message)
        self.status = status
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}
