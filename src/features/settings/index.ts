export { changeSettings } from "./operations.ts";
