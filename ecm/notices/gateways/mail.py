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
        connection = get_connection()
        try:
            connection.open()
        except (OSError, SMTPException) as error:
            raise Unavailable(str(error)) from error
        try:
            connection.send_messages([_mail(message)])
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


def _mail(message: Message) -> EmailMessage:
    domain = settings.DEFAULT_FROM_EMAIL.rsplit("@", 1)[-1].strip("> ")
    return EmailMessage(
        message.subject,
        message.text,
        to=[message.to],
        headers={
            "Message-ID": f"<{message.uid}@{domain}>",
            # No answer by a robot, RFC 3834.
            "Auto-Submitted": "auto-generated",
        },
    )


def _reading_of(code: int, words: str) -> Exception:
    """Read an SMTP answer (RFC 5321, 4.2.1): 4yz may be tried again, 5yz may not."""
    return Refused(words) if code >= 500 else Unavailable(words)
