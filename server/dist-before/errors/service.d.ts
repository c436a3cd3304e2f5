export declare const serviceErrors: {
    readonly "service.not_found": {
        readonly status: 404;
        readonly en: "There is no such service.";
        readonly ko: "해당 서비스가 없습니다.";
    };
};
