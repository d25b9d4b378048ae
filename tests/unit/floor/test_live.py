"""A hint from any thread reaches the loop that serves the WebSockets."""

import asyncio
import threading

from channels.layers import get_channel_layer

from studio import live


async def test_a_hint_from_a_thread_is_received_in_the_loop() -> None:
    live.use_loop(asyncio.get_running_loop())
    layer = get_channel_layer()
    assert layer is not None
    channel = await layer.new_channel()
    await layer.group_add("log.1", channel)
    thread = threading.Thread(target=live.publish, args=("log.1",), kwargs={"size": 12})
    thread.start()
    message = await asyncio.wait_for(layer.receive(channel), 5)
    thread.join()
    assert message == {"type": "hint", "group": "log.1", "size": 12}


async def test_hints_of_one_moment_are_one_hint() -> None:
    live.use_loop(asyncio.get_running_loop())
    layer = get_channel_layer()
    assert layer is not None
    channel = await layer.new_channel()
    for group in ("log.2", "jobs.2"):
        await layer.group_add(group, channel)
    for size in (1, 2, 3):
        live.publish("log.2", size=size)
    for job in (7, 8, 7):
        live.publish("jobs.2", job=job)
    found = [await asyncio.wait_for(layer.receive(channel), 5) for _ in range(3)]
    assert [(one["group"], one.get("size"), one.get("job")) for one in found] == [
        ("log.2", 3, None),
        ("jobs.2", None, 7),
        ("jobs.2", None, 8),
    ]


def test_a_hint_without_any_web_server_does_no_harm() -> None:
    live.publish("nobody", size=1)
