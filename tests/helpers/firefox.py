"""Debian's Firefox, driven by the W3C's WebDriver BiDi: the protocol that it speaks by itself."""

import base64
import json
import re
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

from websockets.sync.client import connect

PATH = shutil.which("firefox-esr") or shutil.which("firefox")
_SECONDS = 60
# Nothing that Firefox asks of its maker gets further than this machine, where nobody answers.
_ALONE = {"network.proxy.type": 1, "network.proxy.ssl": "127.0.0.1", "network.proxy.ssl_port": 9}


class Firefox:
    """One window; `complaints` are the errors that its pages wrote to the console."""

    def __init__(self, socket):
        self._socket, self._sent = socket, 0
        self.complaints = []
        self._send("session.new", capabilities={})
        self._send("session.subscribe", events=["log.entryAdded"])
        self._window = self._send("browsingContext.getTree")["contexts"][0]["context"]

    def open(self, address, size):
        """Open an address in a window of a size in pixels, and wait until it is loaded."""
        viewport = dict(zip(("width", "height"), size, strict=True))
        self.complaints.clear()
        self._send("browsingContext.setViewport", context=self._window, viewport=viewport)
        self._send("browsingContext.navigate", context=self._window, url=address, wait="complete")

    def value(self, script):
        """What a script's expression is; it has to be made of JSON. Promises are awaited."""
        answer = self._send(
            "script.evaluate",
            expression=f"(async () => JSON.stringify((await ({script})) ?? null))()",
            target={"context": self._window},
            awaitPromise=True,
        )
        assert answer["type"] == "success", answer
        return json.loads(answer["result"]["value"])

    def until(self, script):
        """Wait until an expression is true."""
        self.value(
            "new Promise((done) => { const ask = () => "
            f"({script}) ? done(true) : setTimeout(ask, 50); ask(); }})"
        )

    def screenshot(self):
        """The page as PNG."""
        return base64.b64decode(
            self._send("browsingContext.captureScreenshot", context=self._window)["data"]
        )

    def _send(self, method, **params):
        self._sent += 1
        self._socket.send(json.dumps({"id": self._sent, "method": method, "params": params}))
        while True:
            answer = json.loads(self._socket.recv(timeout=_SECONDS))
            if answer.get("id") == self._sent:
                assert answer["type"] == "success", answer
                return answer["result"]
            if answer["params"]["level"] == "error":
                self.complaints.append(answer["params"]["text"])


@contextmanager
def firefox():
    """A Firefox of its own, with a profile that is new."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        settings = (f"user_pref({json.dumps(k)}, {json.dumps(v)});\n" for k, v in _ALONE.items())
        (Path(profile) / "user.js").write_text("".join(settings), encoding="ascii")
        command = [PATH, "--headless", "--no-remote", "--profile", profile]
        with subprocess.Popen(
            [*command, "--remote-debugging-port", "0"], stderr=subprocess.PIPE, text=True
        ) as process:
            try:
                said = (re.search(r"BiDi listening on (ws:\S+)", line) for line in process.stderr)
                address = next(filter(None, said))[1]
                with connect(f"{address}/session", max_size=None) as socket:
                    yield Firefox(socket)
            finally:
                process.kill()
