"""What a page does with sound: noted as it comes to the browser, nothing of the page replaced."""

# Runs before a page's own scripts, or in a page that has opened no sound yet.
NOTE = """(() => {
  window.opened = [];  // each AudioContext
  window.started = [];  // each sound that was started, in order
  const Real = window.AudioContext;
  window.AudioContext = class extends Real {
    constructor(...options) { super(...options); window.opened.push(this); }
  };
  const { start, stop } = AudioBufferSourceNode.prototype;
  AudioBufferSourceNode.prototype.start = function (at, from = 0) {
    const one = { source: this, buffer: this.buffer, from, stopped: false, ended: false };
    window.started.push(one);
    this.addEventListener("ended", () => { one.ended = true; });
    return start.call(this, at, from);
  };
  AudioBufferSourceNode.prototype.stop = function (at) {
    window.started.find(({ source }) => source === this).stopped = true;
    return stop.call(this, at);
  };
})()"""
