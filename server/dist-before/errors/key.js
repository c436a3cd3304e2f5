export const keyErrors = {
    "key.not_found": {
        status: 404,
        en: "There is no such key, or it is revoked.",
        ko: "해당 키가 없거나 이미 폐기되었습니다.",
    },
    "key.last": {
        status: 409,
        en: "Nothing else opens what this key opens. Make another key first, then revoke this one.",
        ko: "이 키를 대신할 수 있는 다른 키가 없습니다. 새 키를 먼저 만든 뒤 폐기해 주세요.",
    },
};
//# sourceMappingURL=key.js.map