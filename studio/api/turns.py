"""Large documents take turns, so that hundreds at once leave the others their share.

To read, check and store a document is work for the processor, and one interpreter has one at a
time: with 200 documents in 200 threads a page of jobs would wait for its share of each. A document
waits for its turn in the event loop, once it has arrived whole, and holds no thread meanwhile.
"""

import asyncio

from django.conf import settings

from studio.api.body_limit import Application, Message, Receive, Scope, Send, content_length

# More of them would only share one interpreter; a second goes on while one waits for the database.
AT_ONCE = 2
LARGE_BYTES = 16 * 1024


def in_turn(application: Application) -> Application:
    """``application`` that is given few large JSON bodies at once."""
    turns = asyncio.Semaphore(AT_ONCE)

    async def served(scope: Scope, receive: Receive, send: Send) -> None:
        if not _is_large_document(scope):
            await application(scope, receive, send)
            return
        arrived = await _body(receive)
        async with turns:
            await application(scope, _replayed(arrived, receive), send)

    return served


def _is_large_document(scope: Scope) -> bool:
    """Longer ones than Django reads are refused without being read, those of unknown length too."""
    kind = next((value for name, value in scope["headers"] if name == b"content-type"), b"")
    is_json = kind.partition(b";")[0].strip() == b"application/json"
    return is_json and LARGE_BYTES < content_length(scope) <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE


async def _body(receive: Receive) -> list[Message]:
    messages = [await receive()]
    while messages[-1].get("more_body"):
        messages.append(await receive())
    return messages


def _replayed(messages: list[Message], receive: Receive) -> Receive:
    left = iter(messages)

    async def read() -> Message:
        message = next(left, None)
        return await receive() if message is None else message

    return read
