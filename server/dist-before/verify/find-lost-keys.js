import { selectLiveKeyIds } from "./upkeep-store.js";
/** The ids of keys that live codes come from and the ring does not have. */
export async function findLostKeys(sql, keyring) {
    return (await selectLiveKeyIds(sql)).filter((id) => !keyring.has(id));
}
//# sourceMappingURL=find-lost-keys.js.map