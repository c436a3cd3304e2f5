import { hashLimitKey } from "../secrets.js";
import { networkOf } from "./visitor.js";
/** Of one account by one browser that its owner is known by, or by one network. */
const OF_ONE = [
    { n: 10, seconds: 600 },
    { n: 50, seconds: 86_400 },
];
/** Of one account by strangers everywhere: NIST SP 800-63B-4 §3.2.2 allows a hundred in a row. */
const OF_STRANGERS = [{ n: 100, seconds: 86_400 }];
/** Of all accounts by one address. */
const OF_ADDRESS = [{ n: 100, seconds: 3600 }];
export function passwordRules({ keyring, service, visitor, identifier }) {
    const key = (...parts) => hashLimitKey(keyring.naming, "passwords", service.sid, ...parts);
    const { device, address } = visitor;
    if (device !== undefined)
        return [{ name: "passwords-device", key: key(identifier, device), windows: OF_ONE }];
    const network = address ? networkOf(address) : "local";
    return [
        { name: "passwords-network", key: key(identifier, network), windows: OF_ONE },
        { name: "passwords", key: key(identifier), windows: OF_STRANGERS },
        ...(address ? [{ name: "passwords-address", key: key("address", address.text), windows: OF_ADDRESS }] : []),
    ];
}
//# sourceMappingURL=password-rules.js.map