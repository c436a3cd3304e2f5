export declare const requestErrors: {
    readonly "request.invalid": {
        readonly status: 400;
        readonly en: "`{parameter}` is not acceptable: {problem}.";
        readonly ko: "`{parameter}` 값이 올바르지 않습니다: {problem}.";
    };
    readonly "request.malformed": {
        readonly status: 400;
        readonly en: "The request could not be read: {problem}.";
        readonly ko: "요청을 읽을 수 없습니다: {problem}.";
    };
    readonly "request.unauthenticated": {
        readonly status: 401;
        readonly en: "The credentials are missing or wrong. Send {expected}.";
        readonly ko: "인증 정보가 없거나 올바르지 않습니다. {expected} 형식으로 보내 주세요.";
    };
    readonly "request.not_found": {
        readonly status: 404;
        readonly en: "There is nothing at {path}.";
        readonly ko: "{path}에는 아무것도 없습니다.";
    };
    readonly "request.timeout": {
        readonly status: 408;
        readonly en: "The request took too long to arrive. Send it again.";
        readonly ko: "요청이 제때 도착하지 않았습니다. 다시 보내 주세요.";
    };
    readonly "request.too_large": {
        readonly status: 413;
        readonly en: "The request is too large: at most 16 KiB of headers and of body (512 KiB where the body is a connector's settings).";
        readonly ko: "요청이 너무 큽니다. 헤더와 본문은 각각 16KiB까지입니다(커넥터 설정은 512KiB).";
    };
    readonly "request.media_type": {
        readonly status: 415;
        readonly en: "This media type is not read here. Send {expected}.";
        readonly ko: "지원하지 않는 형식입니다. {expected} 형식으로 보내 주세요.";
    };
    readonly "request.wrong_host": {
        readonly status: 421;
        readonly en: "This server answers for {host} only. Open it under that name, or set MUNJIGI_URL.";
        readonly ko: "이 서버는 {host} 주소로만 응답합니다. 그 주소로 열거나 MUNJIGI_URL을 설정해 주세요.";
    };
    readonly "request.origin_not_allowed": {
        readonly status: 403;
        readonly en: "Pages of this origin may not use this key. Add the origin to the key.";
        readonly ko: "이 출처의 페이지는 이 키를 사용할 수 없습니다. 키에 출처를 추가해 주세요.";
    };
    readonly "request.other_site": {
        readonly status: 403;
        readonly en: "Pages of other sites may not call this API. Call it from your server; pages use the public phone API.";
        readonly ko: "다른 사이트의 페이지에서는 이 API를 호출할 수 없습니다. 서버에서 호출해 주세요. 페이지는 공개 전화 API를 사용합니다.";
    };
};
