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


def test_a_hint_without_any_web_server_does_no_harm() -> None:
    live.publish("nobody", size=1)
