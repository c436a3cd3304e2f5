export const safeListErrors = {
    "safe_list.not_found": {
        status: 404,
        en: "This number is not on the safe list.",
        ko: "허용 목록에 없는 번호입니다.",
    },
    "safe_list.already_listed": {
        status: 400,
        en: "This number is on the safe list already. Nothing more is to be done.",
        ko: "이미 허용 목록에 있는 번호입니다. 추가할 필요가 없습니다.",
    },
};
//# sourceMappingURL=safe-list.js.map