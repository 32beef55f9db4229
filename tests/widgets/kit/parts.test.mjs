// Ids, where a page holds the kit twice.

import assert from "node:assert/strict";
import { test } from "node:test";

const PARTS = new URL("../../../mlmath/widgets/kit/parts.js", import.meta.url).href;

test("no two ids of a page are alike, whichever copy of the kit makes them", async () => {
  const [one, other] = await Promise.all([import(PARTS), import(`${PARTS}?again`)]);
  assert.notEqual(one.unique, other.unique);
  const ids = [one.unique("a"), other.unique("a"), one.unique("a"), other.unique("a")];
  assert.equal(new Set(ids).size, 4);
});
