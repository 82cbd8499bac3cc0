import { expect, test } from "vitest";
import { withChoice } from "../../src/slack/pick-one.ts";

test.each([
  ["move acme proposal", "acme", "move opp_5 proposal"],
  ["move Acme proposal because acme wants it", "acme", "move opp_5 proposal because acme wants it"],
  ['move "acme corp" proposal', "acme corp", 'move "opp_5" proposal'],
  ["move  acme   corp proposal", "acme corp", "move  opp_5 proposal"],
  ["edit it", "it", "edit opp_5"],
  ["show how", "how", "show opp_5"],
  ["show show", "show", "show opp_5"],
  ["move AT&amp;T proposal", "AT&T", "move opp_5 proposal"],
  ["show R&amp;D &lt;new&gt;", "R&D <new>", "show opp_5"],
  ["show a.c", "a.c", "show opp_5"],
  ["show $1", "$1", "show opp_5"],
  ["note acmeology acme hi", "acme", "note acmeology opp_5 hi"],
  ["show “acme”", "acme", "show “opp_5”"],
])("in “%s” the choice takes the place of “%s”", (text, written, command) => {
  expect(withChoice(text, written, "opp_5")).toBe(command);
});
