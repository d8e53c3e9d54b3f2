"""E-mail by Django's own mail, whatever server EMAIL_URL names."""

from smtplib import (
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
)

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from ecm.notices.gateways import Doubtful, Message, Refused, Unavailable


class MailGateway:
    """Sends one message over one connection; a server does not recognise a repeated one."""

    is_repeatable = False

    def send(self, message: Message) -> str:
        mail = EmailMessage(message.subject, message.text, to=[message.to])
        mail.extra_headers = headers_of(message.uid)
        return hand_over(mail)


def headers_of(uid: str) -> dict[str, str]:
    """Return the headers of a mail that is the same mail each time it is tried."""
    domain = settings.DEFAULT_FROM_EMAIL.rsplit("@", 1)[-1].strip("> ")
    return {
        "Message-ID": f"<{uid}@{domain}>",
        # No answer by a robot, RFC 3834.
        "Auto-Submitted": "auto-generated",
    }


def hand_over(mail: EmailMessage) -> str:
    """Give one mail to the server and return what was answered, or raise one of the three."""
    connection = get_connection()
    try:
        connection.open()
    except (OSError, SMTPException) as error:
        raise Unavailable(str(error)) from error
    try:
        connection.send_messages([mail])
    except SMTPRecipientsRefused as error:
        codes = [code for code, _words in error.recipients.values()]
        raise _reading_of(max(codes), str(error)) from error
    except SMTPResponseException as error:
        raise _reading_of(error.smtp_code, str(error)) from error
    except (OSError, SMTPException) as error:
        raise Doubtful(str(error) or type(error).__name__) from error
    finally:
        connection.close()
    return "pris en charge"


def _reading_of(code: int, words: str) -> Exception:
    """Read an SMTP answer (RFC 5321, 4.2.1): 4yz may be tried again, 5yz may not."""
    return Refused(words) if code >= 500 else Unavailable(words)
