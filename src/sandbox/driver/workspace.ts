import type { OtherTeam } from "../contract.ts";
import type { Engine } from "../engine/engine.ts";
import { SandboxUser } from "./person.ts";

/**
 * One person of a workspace, by handle.
 * @throws Error that lists who is there, when nobody is called so
 */
export function personOf(engine: Engine, handle: string): SandboxUser {
  const people = [...engine.state.people.values()].filter((each) => !each.isBot);
  const person = people.find((each) => each.handle === handle);
  if (!person)
    throw new Error(
      `The team has no "${handle}". People: ${people.map((each) => each.handle).join(", ")}.`,
    );
  return new SandboxUser(engine, person.id, handle);
}

/** A workspace besides the first, as it stands when it is asked for. */
export function otherTeam(engines: readonly Engine[], teamId: string): OtherTeam {
  const engine = engines.find((each) => each.state.team.id === teamId);
  if (!engine) throw new Error(`The sandbox has no workspace ${teamId}.`);
  return {
    teamId,
    get botToken() {
      return engine.isInstalled ? engine.botToken : null;
    },
    as: (handle) => personOf(engine, handle),
  };
}
