"""SMS written to a file, one JSON object a line: for tries, or for a programme that sends."""

import fcntl
import json
import os
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from ecm.notices.gateways import Message, Unavailable

NAME = "sms.jsonl"


class FileGateway:
    """Appends to ECM_DATA/sms.jsonl; a message that is there already is not written again."""

    is_repeatable = True

    def send(self, message: Message) -> str:
        try:
            self._append(settings.DATA / NAME, message)
        except OSError as error:
            raise Unavailable(error.strerror) from error
        return NAME

    def _append(self, path: Path, message: Message) -> None:
        line = {
            "id": message.uid,
            "to": message.to,
            "text": message.text,
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        written = json.dumps(line, ensure_ascii=False) + "\n"
        handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(handle, "rb+") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            if message.is_repeat and message.uid.encode() in file.read():
                return
            file.write(written.encode())
            file.flush()
            os.fsync(handle)
