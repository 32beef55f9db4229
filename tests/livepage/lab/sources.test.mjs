// The sources: how the text names them and how the list describes them, by hand.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  cited,
  list,
  parsed,
} from "../../../livepage/lab/share/jupyter/labextensions/mlmath/static/sources.js";

const KNOWN = parsed(`% a remark
@article{mcculloch1943,
  author  = {McCulloch, Warren S. and Pitts, Walter},
  title   = {A logical calculus of the ideas {Immanent}
             in nervous activity},
  journal = {Bulletin},
  volume  = {5},
  number  = {4},
  pages   = {115--133},
  year    = {1943},
  doi     = {10.1007/BF02478259},
}

@inproceedings{gorman2014,
  author    = {Gorman, Kristen and Williams, Tony and Fraser, William},
  title     = {Penguins},
  booktitle = {Proceedings},
  volume    = {12},
  pages     = {1--2},
  publisher = {Press, City},
  year      = {2014},
  note      = {With \`\`a word'' on it},
}

@misc{navy1960, author = {{United States Navy}}, title = {A photograph}, year = {1960},
}
`);

test("a source is named by its authors and its year, with a link to the list", () => {
  assert.equal(
    cited(["mcculloch1943"], false, KNOWN),
    "McCulloch and Pitts \\[[1943](#cite-mcculloch1943)\\]",
  );
  assert.equal(
    cited(["gorman2014", "navy1960"], true, KNOWN),
    "\\[[Gorman et al., 2014](#cite-gorman2014); [United States Navy, 1960](#cite-navy1960)\\]",
  );
});

test("sources stand in the order of all their authors' last names, then of their years", () => {
  const known = parsed(
    [
      "@misc{two, author = {Widrow, Bernard and Hoff, Marcian E.}, title = {T}, year = {1960}}",
      "@misc{four, author = {Widrow, B. and Glover, J. and Lee, K.}, title = {F}, year = {1975}}",
      "@misc{late, author = {Adams, Ann}, title = {L}, year = {2001}}",
      "@misc{early, author = {Adams, Ann}, title = {E}, year = {1999}}",
    ].join("\n"),
  );
  const found = list("{cite:p}`two,four,late,early`", known);
  const keys = found.map((line) => /cite-(\w+)/.exec(line)?.[1]);
  // By hand: B. before Bernard.
  assert.deepEqual(keys, ["early", "late", "four", "two"]);
});

test("accents are as BibTeX writes them", () => {
  const names = "Lemar{\\'e}chal, C. and G{\\\"o}del, K. and Erd{\\H{o}}s, P. and M{\\o}ller, O.";
  const known = parsed(
    `@misc{a, author = {${names}}, title = {Fran{\\c c}ois \\& \\v{C}ech}, year = {1}}`,
  );
  assert.deepEqual(list("{cite:p}`a`", known), [
    '<span id="cite-a"></span>C. Lemaréchal, K. Gödel, P. Erdős, and O. Møller. François & Čech. 1.',
  ]);
});

test("of a source that is not known the key says the name and the year", () => {
  assert.equal(cited(["cover1965"], true, new Map()), "\\[Cover, 1965\\]");
  assert.equal(cited(["cover1965"], false, new Map()), "Cover \\[1965\\]");
});

test("the list holds what is cited, once, by the names of the authors", () => {
  assert.deepEqual(
    list("{cite:p}`mcculloch1943,gorman2014` {cite:t}`mcculloch1943` {cite:p}`no1`", KNOWN),
    [
      '<span id="cite-gorman2014"></span>Kristen Gorman, Tony Williams, and William Fraser. Penguins. In *Proceedings*, volume 12, 1–2. Press, City, 2014. With “a word” on it.',
      '<span id="cite-mcculloch1943"></span>Warren S. McCulloch and Walter Pitts. A logical calculus of the ideas Immanent in nervous activity. *Bulletin*, 5(4):115–133, 1943. [doi:10.1007/BF02478259](https://doi.org/10.1007/BF02478259).',
    ],
  );
});
