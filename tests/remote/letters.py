"""Messages to send in tests."""

from email.message import EmailMessage


def letter(
    text: str = "One *lamp*.",
    *,
    subject: str = "On lamps",
    html: str = "",
    message_id: str = "<1@mail.example>",
    pictures: tuple[tuple[bytes, str, str], ...] = (),
    **headers: str,
) -> EmailMessage:
    """A message as a mail program writes it; each picture is its bytes, its name and its content id (empty: attached)."""
    message = EmailMessage()
    message["Subject"], message["From"], message["Message-ID"] = subject, "Lan Pham <lan@embassy.example>", message_id
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    for body, name, content_id in pictures:
        if content_id:
            at = message.get_body(("html",))
            assert at is not None
            at.add_related(body, "image", "jpeg", cid=f"<{content_id}>", filename=name, disposition="inline")
        else:
            message.add_attachment(body, "image", "jpeg", filename=name)
    return message
