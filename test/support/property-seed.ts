import fc from "fast-check";

/**
 * Every run of the suite tries the same cases, so that a red run tells of a change and not of luck. New cases are looked for
 * on purpose: `npm run bench -- properties` repeats the properties with seeds of their own through PROPERTY_SEED.
 */
fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 20_270_328) });
