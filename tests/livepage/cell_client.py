"""A client that notes what the engine of a live page tells it, in place of the page's own cells."""

from tests.livepage import pages

CLIENT = """() => {
  window.clients = {};
  window.runCell = (id, code) => {
    const told = { outputs: [], loading: [], missing: [], done: null, forgotten: 0, began: 0 };
    const client = window.clients[id] ??= {
      id,
      code: () => client.text,
      started: () => { client.told.began = performance.now(); },
      output: (output) => client.told.outputs.push(output),
      loading: (text, progress) => client.told.loading.push([text, progress]),
      missing: (list) => { client.told.missing = list; },
      done: (ok, seconds, why) => { client.told.done = { ok, seconds, why }; },
      forgotten: () => { client.told.forgotten += 1; },
    };
    Object.assign(client, { text: code, told });
    document.livepage.engine.run(client);
  };
}"""


class Cells:
    """Runs code in a page and returns what its client was told."""

    def __init__(self, page):
        self.page = page
        page.evaluate(CLIENT)

    def begin(self, code, cell="test"):
        self.page.evaluate("([id, code]) => window.runCell(id, code)", [cell, code])

    def told(self, cell="test"):
        return self.page.evaluate("id => window.clients[id].told", cell)

    def wait(self, cell="test"):
        self.page.wait_for_function(
            "id => window.clients[id].told.done", arg=cell, timeout=pages.START
        )
        return self.told(cell)

    def run(self, code, cell="test"):
        self.begin(code, cell)
        return self.wait(cell)

    def works(self):
        """The page still computes, for a cell and for a widget."""
        told = self.run("print(6 * 7)", "works")
        assert told["done"]["ok"], told
        assert text(told) == "42\n"
        pages.change(self.page, "playground-1", seed=5, order="random")
        pages.settled(self.page, "playground-1")


def text(told, name="stdout"):
    """Return all that a run printed."""
    return "".join(o["text"] for o in told["outputs"] if o.get("name") == name)


def error(told):
    """Return the error that a run ended in."""
    assert told["done"]["ok"] is False, told
    (found,) = [o for o in told["outputs"] if o["output_type"] == "error"]
    return found
