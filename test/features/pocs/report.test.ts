import { expect, test } from "vitest";
import {
  type Reported,
  reportName,
  successReport,
} from "../../../src/features/pocs/views/report.ts";
import { asDay } from "../../../src/kernel/dates.ts";
import { aPoc, criteriaOf } from "./domain/a-poc.ts";

const at = { now: new Date("2026-12-18T14:00:00Z"), timeZone: "Europe/Berlin" };

function reported(): Reported {
  const [first, second, third] = criteriaOf("!met", "!partly", "not_tested");
  if (!first || !second || !third) throw new Error("three criteria");
  const graded = { gradedBy: 3, gradedAt: new Date("2026-12-10T09:00:00Z") };
  return {
    dealTitle: "Rollout",
    accountName: "Müller | Söhne *AG*",
    poc: aPoc({
      status: "accepted",
      title: "Sign-on [phase 1]",
      description: "The plant manager decides.\n\n# really",
      scope: "One plant\nno mobile app",
      features: ["Single sign-on", "- Reports"],
      integrations: ["Okta"],
      startedAt: new Date("2026-11-25T09:00:00Z"),
      completedAt: new Date("2026-12-17T09:00:00Z"),
      decidedAt: new Date("2026-12-18T13:00:00Z"),
      acceptance: "We accept.\n<!channel> Jane",
      acceptanceUrl: "https://mail.example/1",
      decisionNote: "Open points go into the contract",
    }),
    criteria: [
      {
        ...first,
        text: "Sign-on < 2 s | p95",
        note: "1.2 s",
        evidenceUrl: "https://wiki.example/load_test",
        graderName: "Cat Engineer",
        ...graded,
      },
      { ...second, graderName: "Cat Engineer", ...graded },
      { ...third, graderName: null },
    ],
    extensions: [
      {
        fromDay: asDay("2026-12-16"),
        toDay: asDay("2026-12-23"),
        reason: "Late | data",
        byName: "Ann Seller",
        at: new Date("2026-12-12T09:00:00Z"),
      },
    ],
    deliverables: [{ kind: "demo_video", done: true, url: "https://video.example/1" }],
    seName: "Cat Engineer",
    requesterName: "Ann Seller",
    deciderName: "Ann Seller",
  };
}

test("the success report is a Markdown file that says it all, and in which nobody's name makes markup", () => {
  expect(reportName({ id: 4 })).toBe("poc_4-success-report.md");
  expect(successReport(reported(), at)).toBe(`# Success report: Sign-on \\[phase 1\\]

Proof of concept poc_4 for **Müller \\| Söhne \\*AG\\***, as of 18 Dec 2026.

## Summary

- Status: **Accepted**
- Ran from 25 Nov 2026 to 17 Dec 2026, planned until 23 Dec 2026
- Criteria: 1 of 3 met, 1 partly, 0 not met, 1 not tested
- Must-haves: 1 of 2 met; open: Criterion 2 (partly met)
- Sales engineer: Cat Engineer

The plant manager decides.

\\# really

## Scope

One plant${"  "}
no mobile app

**Features**

- Single sign-on
- \\- Reports

**Integrations**

- Okta

Taking part: 5 users.

## Success criteria

| No. | Criterion             | Kind         | Grade      | Evidence                                         | Graded by                 |
| --: | --------------------- | ------------ | ---------- | ------------------------------------------------ | ------------------------- |
|   1 | Sign-on \\< 2 s \\| p95 | must-have    | Met        | 1.2 s ([evidence](https://wiki.example/load_test)) | Cat Engineer, 10 Dec 2026 |
|   2 | Criterion 2           | must-have    | Partly met | –                                                | Cat Engineer, 10 Dec 2026 |
|   3 | Criterion 3           | nice to have | Not tested | –                                                | –                         |

## Extensions

| When        | From        | To          | Reason       | By         |
| ----------- | ----------- | ----------- | ------------ | ---------- |
| 12 Dec 2026 | 16 Dec 2026 | 23 Dec 2026 | Late \\| data | Ann Seller |

## Timeline

- 18 Nov 2026: Scoped by Ann Seller
- 25 Nov 2026: Started
- 12 Dec 2026: Extended to 23 Dec 2026
- 17 Dec 2026: Completed
- 18 Dec 2026: Accepted, recorded by Ann Seller

## Decision

**Accepted** on 18 Dec 2026, recorded by Ann Seller.

Written acceptance:

> We accept.${"  "}
> \\<!channel\\> Jane

[Where it is kept](https://mail.example/1)

Open points go into the contract

## Deliverables

- PoC documentation: open
- [Demo video](https://video.example/1)
- Success report: this file
- Implementation guide: open
`);
});

test("a report of one that still runs says so", () => {
  const { poc, ...rest } = reported();
  const running = aPoc({ status: "in_progress" });
  const text = successReport({ ...rest, poc: running, extensions: [] }, at);
  expect(text).toContain("Not decided yet: the proof of concept is in progress.");
  expect(text).toContain("Runs from 25 Nov 2026 to");
  expect(text).not.toContain("## Extensions");
  const title = "Proof of concept: Sign-on";
  const completedAt = new Date(`${running.startsOn}T15:00:00Z`);
  const sameDay = aPoc({ title, status: "completed", completedAt });
  const short = successReport({ ...rest, poc: sameDay, extensions: [] }, at);
  expect(short).toContain("# Success report: Sign-on\n");
  expect(short).toContain("- Ran on 25 Nov 2026, planned until ");
  expect(poc.status).toBe("accepted");
});
