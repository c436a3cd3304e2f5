/** Of somebody without a key: `device` where the account in question knows this browser. */
export function visitorOf({ address, browser }, isKnownDevice) {
    return { address, device: isKnownDevice ? browser.hash : undefined };
}
//# sourceMappingURL=visit.js.map