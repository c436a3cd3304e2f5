export declare const messageErrors: {
    readonly "message.not_found": {
        readonly status: 404;
        readonly en: "There is no such message.";
        readonly ko: "해당 메시지가 없습니다.";
    };
};
