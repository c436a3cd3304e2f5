/** @module Debian's Python with PyJWT, for the samples of the documentation: `apt-get install python3-jwt python3-cryptography`. */
import { spawn, spawnSync } from "node:child_process";
import { text } from "node:stream/consumers";

/** Where the distribution's own packages are, whichever Python comes first in PATH. */
const PYTHON = "/usr/bin/python3";

export const hasPyJwt = spawnSync(PYTHON, ["-c", "import jwt, cryptography"]).status === 0;

/** What a program prints. */
export async function python(program: string, env: Record<string, string> = {}): Promise<string> {
  const child = spawn(PYTHON, ["-c", program], { env, stdio: ["ignore", "pipe", "inherit"] });
  return (await text(child.stdout)).trim();
}

/** Lines for a program that uses PyJWT: from here on this machine's clock is behind by `seconds`. */
export const slowClock = (seconds: number): string => `
import datetime as _dt
import jwt.api_jwt as _api

class _Slow(_dt.datetime):
    @classmethod
    def now(cls, tz=None):
        return _dt.datetime.now(tz) - _dt.timedelta(seconds=${seconds})

_api.datetime = _Slow
`;
