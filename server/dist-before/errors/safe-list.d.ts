export declare const safeListErrors: {
    readonly "safe_list.not_found": {
        readonly status: 404;
        readonly en: "This number is not on the safe list.";
        readonly ko: "허용 목록에 없는 번호입니다.";
    };
    readonly "safe_list.already_listed": {
        readonly status: 400;
        readonly en: "This number is on the safe list already. Nothing more is to be done.";
        readonly ko: "이미 허용 목록에 있는 번호입니다. 추가할 필요가 없습니다.";
    };
};
