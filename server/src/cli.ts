#!/usr/bin/env node
/** @module `munjigi <command>`. */
import { existsSync } from "node:fs";
import { systemClock, systemRandom } from "./clock.js";
import { loadConfig } from "./config.js";
import { runDoctor } from "./doctor.js";
import { explain, runServer } from "./run-server.js";
import { createApiKey } from "./settings/create-api-key.js";
import { openDeployment } from "./start.js";

const usage = `Usage: munjigi <command>

  start              start the server (what npm start does)
  doctor             look at the configuration and the database and say what is wrong
  create-key [NAME]  make an API key (SK…) and show its secret, once
`;

async function createKey(name: string): Promise<number> {
  const deployment = await openDeployment(loadConfig(process.env));
  try {
    const key = await createApiKey({ sql: deployment.sql, clock: systemClock, random: systemRandom }, name);
    process.stdout.write(`Key     ${key.sid}\nSecret  ${key.secret}\n\nThe secret is not shown again.\n`);
    return 0;
  } finally {
    await deployment.close();
  }
}

async function main([command, argument]: string[]): Promise<number | undefined> {
  switch (command) {
    case "start":
      await runServer(process.env);
      return undefined;
    case "doctor":
      return await runDoctor(process.env, (line) => process.stdout.write(`${line}\n`));
    case "create-key":
      return await createKey(argument?.slice(0, 64) ?? "Made on the command line");
    case undefined:
    case "help":
    case "--help":
      process.stdout.write(usage);
      return 0;
    default:
      process.stderr.write(`There is no command "${command}".\n\n${usage}`);
      return 2;
  }
}

if (existsSync(".env")) process.loadEnvFile();
try {
  const status = await main(process.argv.slice(2));
  if (status !== undefined) process.exitCode = status;
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 1;
}
