// Before the first paint: what the reader chose, else what the system asks for.
// A file of its own, since a host may forbid scripts that stand in the page.
{
  let mode = null;
  try {
    mode = localStorage.getItem("mode");
  } catch {} // storage may be forbidden
  if (mode !== "dark" && mode !== "light") mode = "auto"; // other pages of this host may use the key
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const { dataset } = document.documentElement;
  dataset.mode = mode;
  dataset.theme = mode === "auto" ? (dark ? "dark" : "light") : mode;
}
