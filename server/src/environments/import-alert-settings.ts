/** @module Imports the settings of alerts, which name nothing else. */
import { at, type Importing } from "./importing.js";

export async function importAlertSettings({ rooms, file, by, language }: Importing): Promise<void> {
  if (!file.alerts) return;
  const { version, balanceLow } = await rooms.alertSettings.show();
  const { balanceLow: given, ...patch } = file.alerts as Record<string, unknown> & { balanceLow?: { below?: object } };
  // A patch adds units to those that are there; the file names them all.
  const gone = Object.fromEntries(Object.keys(balanceLow.below).map((unit) => [unit, null]));
  const whole = given?.below ? { ...given, below: { ...gone, ...given.below } } : given;
  await at(["alerts"], () =>
    rooms.alertSettings.change({
      patch: { ...patch, ...(whole !== undefined && { balanceLow: whole }) },
      ...{ version, actor: by, language },
    }),
  );
}
