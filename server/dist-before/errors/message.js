export const messageErrors = {
    "message.not_found": {
        status: 404,
        en: "There is no such message.",
        ko: "해당 메시지가 없습니다.",
    },
};
//# sourceMappingURL=message.js.map