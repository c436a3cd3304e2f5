export declare const attemptErrors: {
    readonly "attempt.not_found": {
        readonly status: 404;
        readonly en: "There is no such attempt.";
        readonly ko: "해당 발송 기록이 없습니다.";
    };
};
