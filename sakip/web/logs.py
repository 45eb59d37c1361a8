"""One JSON line per event, in UTC; request bodies, cookies and addresses of people never reach it."""

import json
import logging
from datetime import UTC, datetime


class JsonFormatter(logging.Formatter):
    """A log record as one line: waktu, tingkat, sumber, pesan, and galat with its traceback."""

    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created, UTC)
        line = {
            "waktu": moment.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "tingkat": record.levelname,
            "sumber": record.name,
            "pesan": record.getMessage(),
        }
        if record.exc_info:
            line["galat"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)
