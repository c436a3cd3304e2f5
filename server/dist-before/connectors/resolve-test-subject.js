import { AppError } from "../errors.js";
import { requireKind } from "./factories.js";
import { readConfig } from "./read-config.js";
import { fingerprintOf, openNewestSettings } from "./sealed-settings.js";
import { secretsOf } from "./settings-secrets.js";
import { selectConnector } from "./store.js";
/** Throws `connector.unknown_factory`, `connector.not_found` and `connector.config_invalid`. */
export async function resolveTestSubject({ sql, keyring, factories }, { id, config, language }) {
    if (!id.startsWith("CN")) {
        const kind = requireKind(factories, id);
        const { settings, ignored } = readConfig(kind, config ?? {}, language);
        return { kind, settings, secrets: [...secretsOf(kind, { settings }).values()], ignored };
    }
    const row = await selectConnector(sql, id);
    if (!row)
        throw new AppError("connector.not_found");
    const kind = requireKind(factories, row.factoryId);
    const before = openNewestSettings(keyring, kind, row);
    const { settings, ignored } = readConfig(kind, config ?? before?.settings, language, before);
    const fingerprint = (of) => fingerprintOf(keyring.naming, kind, of);
    const isStored = before && fingerprint(settings) === fingerprint(before.settings);
    const secrets = [...secretsOf(kind, { ...before, settings }).values()];
    return { kind, settings, ...(isStored && { stored: before.stored }), secrets, ignored };
}
//# sourceMappingURL=resolve-test-subject.js.map