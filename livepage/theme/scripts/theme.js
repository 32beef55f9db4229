// Before the first paint: what the reader chose, else what the system asks for; and later, whether
// the scripts that make a page live have come.
// A file of its own, since a host may forbid scripts that stand in the page.
{
  let mode = null;
  try {
    mode = localStorage.getItem("mode");
  } catch {} // storage may be forbidden
  if (mode !== "dark" && mode !== "light") mode = "auto"; // other pages of this host may use the key
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const { classList, dataset } = document.documentElement;
  classList.add("js");
  dataset.mode = mode;
  dataset.theme = mode === "auto" ? (dark ? "dark" : "light") : mode;
  // Of a page that is a file, or in a frame that is closed off, browsers refuse the modules.
  addEventListener("load", () => {
    if (document.getElementById("livepage") && !dataset.python) dataset.still = "";
  });
}
