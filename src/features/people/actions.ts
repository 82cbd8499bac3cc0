import { z } from "zod";
import { defineAction } from "../../slack/action.ts";

/** A page of the list of people; `teamId` null is everybody. */
export const showPeople = defineAction({
  id: "people.page",
  permission: "people.see",
  value: z.object({ teamId: z.int().nullable(), offset: z.int().min(0) }),
});

/** Opens the form of one person, with what is set already. */
export const editPerson = defineAction({
  id: "people.edit",
  permission: "workspace.administer",
  value: z.object({ personId: z.int() }),
});
