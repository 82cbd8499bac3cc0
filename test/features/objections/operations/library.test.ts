import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  addPlay,
  editPlay,
  setPlayActive,
} from "../../../../src/features/objections/operations/change-library.ts";
import { getLibrary } from "../../../../src/features/objections/queries/library.ts";
import { asSuperuser } from "../../../support/database.ts";
import { type Desk, OTHER_WORKSPACE, openDesk, refused, WORKSPACE } from "../../deals/desk.ts";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

const content = (name: string) => ({
  type: "pricing" as const,
  name,
  text: "How to go about it",
  customerSafe: ["Say this"],
  internalOnly: [],
  evidence: [{ title: "Sheet", url: "https://example.com/" }],
});
const library = (workspaceId = WORKSPACE) =>
  desk.look((tx) => getLibrary(tx, workspaceId), workspaceId);

describe("the library of a workspace", () => {
  test("a changed shipped play is a copy of the workspace's own, with what it was before in the audit log", async () => {
    await editPlay(desk.act("cat"), "pricing-value", content("Our value talk"), null);
    const find = async (workspaceId: string) =>
      (await library(workspaceId)).find((play) => play.id === "pricing-value");
    expect(await find(WORKSPACE)).toMatchObject({
      name: "Our value talk",
      customerSafe: ["Say this"],
    });
    expect(await find(OTHER_WORKSPACE)).toMatchObject({ name: "Value-based pricing" });
    const [entry] = await asSuperuser(
      desk.url,
      (sql) => sql`select action, before->>'name' as before, after->>'name' as after from audit_log
        where subject = 'objection_play' and subject_id = 'pricing-value'`,
    );
    expect(entry).toEqual({
      action: "objection_play.edited",
      before: "Value-based pricing",
      after: "Our value talk",
    });
  });

  test("two give the same name at once: one does, the other hears that it is taken", async () => {
    const both = await Promise.allSettled([
      addPlay(desk.act("cat"), content("Pilot price")),
      addPlay(desk.act("mia"), content("pilot PRICE")),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const lost = both.find(({ status }) => status === "rejected");
    expect(String(lost && "reason" in lost && lost.reason.message)).toMatch(
      /There is a play “pilot price”/i,
    );
  });

  test("who saves over somebody else's change is told whose", async () => {
    const { play } = await addPlay(desk.act("cat"), content("Bundle"));
    await editPlay(desk.act("mia"), play.id, content("Bundle of three"), 1);
    const late = await editPlay(desk.act("cat"), play.id, content("Bundle of two"), 1);
    expect(late.overwrote).toMatchObject({ name: "Mia Manager" });
    const next = await editPlay(desk.act("cat"), play.id, content("Bundle of four"), 3);
    expect(next.overwrote).toBeNull();
    const same = await editPlay(desk.act("cat"), play.id, content("Bundle of four"), 4);
    expect(same.changed).toBe(false);
  });

  test("a retired play is kept and can be brought back, unless its name was given away", async () => {
    await setPlayActive(desk.act("mia"), "timing-small-start", false);
    expect((await library()).find(({ id }) => id === "timing-small-start")?.active).toBe(false);
    await addPlay(desk.act("mia"), { ...content("Small start"), type: "timing" });
    expect(await refused(setPlayActive(desk.act("mia"), "timing-small-start", true))).toContain(
      "conflict: There is a play “Small start”",
    );
  });

  test.each(["ann", "vic"] as const)("%s may not edit it", async (who) => {
    expect(await refused(addPlay(desk.act(who), content("Mine")))).toBe(
      "forbidden: You may not edit the objection library. That is for sales engineers, managers or admins.",
    );
    expect(await refused(setPlayActive(desk.act(who), "pricing-roi", false))).toContain(
      "forbidden",
    );
  });
});
