export const attemptErrors = {
    "attempt.not_found": {
        status: 404,
        en: "There is no such attempt.",
        ko: "해당 발송 기록이 없습니다.",
    },
};
//# sourceMappingURL=attempt.js.map