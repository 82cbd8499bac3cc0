import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inWorkspace } from "../../../src/db/workspace.ts";
import { findPersonBySlackId, importPeople } from "../../../src/features/people/index.ts";
import { type Bot, startBot } from "../../support/bot.ts";

let bot: Bot;
beforeAll(async () => {
  bot = await startBot();
});
afterAll(() => bot.stop());

const type = (handle: string, text: string) => bot.sandbox.as(handle).command(text);
const person = (handle: string) =>
  inWorkspace(bot.db, bot.workspaceId, (tx) =>
    findPersonBySlackId(tx, bot.workspaceId, bot.sandbox.as(handle).id),
  );

describe("the sales team in Slack", () => {
  test("an admin sets roles, team and manager in one line, and the person is told", async () => {
    const seen = await type("ada", "/deal people set @bea role ae,manager team EMEA manager @dan");
    expect(seen.text).toBe(
      [
        "Set Bea Seller:",
        "• Roles: manager, ae (were none)",
        "• Team: EMEA (was none)",
        "• Manager: Dan Manager (was none)",
        "EMEA is a new team.",
        "[Edit]",
      ].join("\n"),
    );
    await bot.sandbox.until(() => bot.sandbox.as("bea").inbox().length > 0, "Bea's message");
    expect(bot.sandbox.as("bea").inbox().at(-1)?.words).toBe(
      [
        "Ada Admin changed your place in the sales team:",
        "• Roles: manager, ae (were none)",
        "• Team: EMEA (was none)",
        "• Manager: Dan Manager (was none)",
      ].join("\n"),
    );
  });

  test("the same line again changes nothing and says so", async () => {
    const seen = await type("ada", "/deal people set bea team emea");
    expect(seen.text).toContain("Nothing to change: that is how Bea Seller is set already.");
  });

  test("the person alone opens a form with what is set, and only what differs is changed", async () => {
    const form = await type("ada", "/deal people set @bea");
    expect(form.text).toContain("What is Bea Seller in the sales team?");
    await type("ada", "/deal people set @bea role ae");
    const done = await bot.sandbox.as("ada").submit(form, { Team: "Americas" });
    expect(done.text).toContain("Set Bea Seller:\n• Team: Americas (was EMEA)");
    expect(await person("bea")).toMatchObject({
      roles: ["ae"],
      teamName: "Americas",
      managerName: "Dan Manager",
    });
  });

  test("the form takes away what is emptied", async () => {
    const form = await type("ada", "/deal people set @bea");
    const done = await bot.sandbox.as("ada").submit(form, { Roles: [], Team: "", Manager: null });
    expect(done.text).toContain("Set Bea Seller:\n• Roles: none (were ae)");
    expect(await person("bea")).toMatchObject({ roles: [], teamName: null, managerName: null });
  });

  test("what was typed into the form survives a refusal", async () => {
    await type("ada", "/deal people set @dan manager @bea");
    const form = await type("ada", "/deal people set @bea");
    const refused = await bot.sandbox
      .as("ada")
      .submit(form, { Team: "EMEA", Manager: bot.sandbox.as("dan").id });
    expect(refused.text).toContain("Dan Manager reports to Bea Seller already");
    const again = await bot.sandbox.as("ada").press(refused, "Edit and try again");
    const done = await bot.sandbox.as("ada").submit(again, { Manager: bot.sandbox.as("ada").id });
    expect(done.text).toContain("• Team: EMEA (was none)\n• Manager: Ada Admin (was none)");
    await type("ada", "/deal people set @dan manager none");
  });

  test("others may not set anybody, by command or by button, and hear who may", async () => {
    const seen = await type("dan", "/deal people set @dan role admin");
    expect(seen.text).toContain("That is for admins.");
    expect(await person("dan")).toMatchObject({ roles: [] });
  });

  test("mistakes are answered with the nearest right thing", async () => {
    expect((await type("ada", "/deal people set @bea role maneger")).text).toContain(
      "There is no role “maneger”.\nDid you mean manager?",
    );
    expect((await type("ada", "/deal people set bae role ae")).text).toContain(
      "I know nobody called “bae”.\nDid you mean Bea Seller?",
    );
    expect((await type("ada", "/deal people list EMAE")).text).toContain(
      "There is no team “EMAE”.\nDid you mean /deal people list EMEA?",
    );
  });

  test("a name that fits two asks which, and goes on with the choice", async () => {
    await type("eli", "/deal people set @eli");
    await type("ada", "/deal people set @eli role ae");
    const act = { ...(await adminAct()), requestId: null };
    await inWorkspace(bot.db, bot.workspaceId, (tx) =>
      importPeople(tx, act, [{ name: "Eliza Doe" }]),
    );
    const which = await type("ada", "/deal people set el team EMEA");
    expect(which.text).toContain("Which el do you mean?");
    const done = await bot.sandbox.as("ada").press(which, "Eliza Doe");
    expect(done.text).toContain("Set Eliza Doe:\n• Team: EMEA (was none)");
  });

  test("the list is a table with a sentence above it that says what to see", async () => {
    const seen = await type("ada", "/deal people");
    const [first, caption, ...rows] = seen.text.split("\n");
    expect(first).toBe("5 people in 1 team. 3 have no role yet.");
    expect(caption).toBe("The sales team");
    expect(rows).toEqual([
      "Name | Roles | Team | Manager | Time zone",
      "Ada Admin | admin | – | – | Europe/Berlin",
      "Bea Seller | none yet | EMEA | Ada Admin | Europe/Berlin",
      "Dan Manager | none yet | – | – | Europe/London",
      "Eli Seller | ae | – | – | America/New_York",
      "Eliza Doe | none yet | EMEA | – | UTC",
      "Edit somebody",
    ]);
    expect((await type("eli", "/deal people list emea")).text).toBe(
      [
        "2 people in EMEA. 2 have no role yet.",
        "The team EMEA",
        "Name | Roles | Team | Manager | Time zone",
        "Bea Seller | none yet | EMEA | Ada Admin | Europe/Berlin",
        "Eliza Doe | none yet | EMEA | – | UTC",
      ].join("\n"),
    );
  });

  test("somebody is edited from the list", async () => {
    const list = await type("ada", "/deal people list");
    const form = await bot.sandbox.as("ada").choose(list, "Edit somebody", "Bea Seller");
    const done = await bot.sandbox.as("ada").submit(form, { Roles: ["Account executive"] });
    expect(done.text).toContain("• Roles: ae (were none)");
  });

  test("an empty team says how to fill it, and a name in a team pings nobody", async () => {
    await type("ada", '/deal people set @eli team "<!channel> *A*"');
    await type("ada", "/deal people set @eli team none");
    const seen = await type("ada", '/deal people list "<!channel> *A*"');
    expect(seen.text).toContain("Nobody is in");
    expect(seen.text).toContain("/deal people set @ada team <!channel> *A*");
    expect(JSON.stringify(seen.message?.blocks)).not.toContain("<!channel>");
  });

  test("a viewer does not see the team", async () => {
    expect((await type("vic", "/deal people")).text).toContain("You may not see the sales team.");
  });

  test("a long list is paged in the database", async () => {
    const rows = Array.from({ length: 120 }, (_, i) => ({
      name: `Person ${String(i).padStart(3, "0")}`,
    }));
    const act = await adminAct();
    await inWorkspace(bot.db, bot.workspaceId, (tx) => importPeople(tx, act, rows));
    const ada = bot.sandbox.as("ada");
    const first = await type("ada", "/deal people");
    expect(first.text).toContain("1 to 50 of 126, by name");
    const second = await ada.press(first, "Next");
    expect(second.text).toContain("51 to 100 of 126, by name");
    const third = await ada.press(second, "Next");
    expect(third.text).toContain("101 to 126 of 126, by name");
    expect(third.text).toContain("Person 119");
    expect(third.text).not.toContain("[Next]");
    const back = await ada.press(third, "Previous");
    expect(back.text).toContain("51 to 100 of 126, by name");
  });

  test("skills, working hours and weekly capacity are set in one line or in the form, and shown in the list", async () => {
    const set = await type("ada", "/deal people set @cat skills Okta, SAP hours mon-thu 8-16");
    expect(set.text).toContain("• Skills: okta, sap (were none)");
    expect(set.text).toContain("• Working hours: Mon–Thu 08:00–16:00 (were none)");
    const form = await type("ada", "/deal people set @cat");
    const done = await bot.sandbox
      .as("ada")
      .submit(form, { Skills: "okta", "Weekly capacity": "4" });
    expect(done.text).toContain("• Skills: okta (were okta, sap)");
    expect(done.text).toContain("• Weekly capacity: 4 (was none)");
    expect(done.text).not.toContain("Working hours");
    expect(await person("cat")).toMatchObject({
      skills: ["okta"],
      workingHours: { days: [1, 2, 3, 4], from: "08:00", to: "16:00" },
      weeklyCapacity: 4,
    });
    const again = await type("ada", "/deal people set @cat");
    const wrong = await bot.sandbox.as("ada").submit(again, { "Working hours": "sometimes" });
    expect(wrong.text).toContain("I can't read “sometimes” as working hours.");
    await bot.sandbox.as("ada").close(again);
    expect((await type("ada", "/deal people")).text).toContain("okta | Mon–Thu 08:00–16:00");
  });

  test("nothing was sent that Slack would refuse", () => {
    expect(bot.sandbox.violations).toEqual([]);
  });
});

async function adminAct() {
  const ada = await person("ada");
  if (!ada) throw new Error("Ada has not said anything yet.");
  return {
    now: bot.clock.now(),
    requestId: null,
    actor: {
      workspaceId: bot.workspaceId,
      personId: ada.id,
      slackUserId: bot.sandbox.as("ada").id,
      name: ada.name,
      timeZone: ada.timeZone,
      roles: ["admin" as const],
      teamId: null,
    },
  };
}
