"""One line of JSON a request on standard error: no address, no search word, no content."""

import json
import logging
import time

from flask import Flask, Response, g, request


class JsonLines(logging.Formatter):
    """A record as one line; what a user sent cannot begin a line of its own."""

    def format(self, record: logging.LogRecord) -> str:
        """Only the fields that are meant for the log."""
        line = {"level": record.levelname, "message": record.getMessage()}
        line.update(getattr(record, "fields", {}))
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["where"] = self.formatException(record.exc_info).splitlines()[-3:][0].strip()
        return json.dumps(line, ensure_ascii=False)


def init_logs(app: Flask) -> None:
    """Log each request by its endpoint, with its request id."""
    log = logging.getLogger("leerlus")
    if not log.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(JsonLines())
        log.addHandler(handler)
        log.setLevel(logging.INFO)
        log.propagate = False

    @app.before_request
    def begin() -> None:
        g.began = time.perf_counter()

    @app.after_request
    def end(response: Response) -> Response:
        if request.endpoint != "static":
            fields = {
                "request": g.get("request_id", ""),
                "endpoint": request.endpoint or "",
                "status": response.status_code,
                "ms": round((time.perf_counter() - g.get("began", time.perf_counter())) * 1000, 1),
                "person": g.person.public_id if g.get("person") else "",
            }
            log.info("request", extra={"fields": fields})
        return response
