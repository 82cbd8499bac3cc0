import { type Config, ConfigError, loadConfig, loadEnvFile } from "../config.ts";

/** The configuration of this process; a wrong one is said in words and ends it, before the rest of the product is loaded. */
export function readEnvironment(): Config {
  try {
    loadEnvFile();
    return loadConfig();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
