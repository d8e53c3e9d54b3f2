"""Gateways that the tests name in the settings: they answer as they are told to."""

from django.db import connection

from ecm.notices.gateways import Doubtful, Message, Refused, Unavailable

taken: list[Message] = []
answers: list[str | Exception] = []
depths: list[int] = []  # of transactions, while a message is handed over


class Told:
    """Answers in order what the test put in `answers`, then « ok »."""

    is_repeatable = False

    def send(self, message: Message) -> str:
        depths.append(len(connection.savepoint_ids))
        answer = answers.pop(0) if answers else "ok"
        if isinstance(answer, Exception):
            raise answer
        taken.append(message)
        return answer


class Recognising(Told):
    """Also recognises a message that it has."""

    is_repeatable = True

    def send(self, message: Message) -> str:
        if message.is_repeat and message.uid in [m.uid for m in taken]:
            return "already"
        return super().send(message)


__all__ = ["Doubtful", "Refused", "Unavailable"]
