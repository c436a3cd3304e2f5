export declare const templateErrors: {
    readonly "template.unknown": {
        readonly status: 400;
        readonly en: "There is no template of this SID. `GET /v2/Templates` lists them.";
        readonly ko: "해당 SID의 템플릿이 없습니다. `GET /v2/Templates`에서 확인해 주세요.";
    };
    readonly "template.no_translation": {
        readonly status: 400;
        readonly en: "The template has no text for this language, and no default. Add one.";
        readonly ko: "이 언어의 템플릿 문구도, 기본 문구도 없습니다. 문구를 추가해 주세요.";
    };
    readonly "template.substitution_missing": {
        readonly status: 400;
        readonly en: "The template needs a text for `{parameter}`. Send it in `TemplateCustomSubstitutions`.";
        readonly ko: "템플릿에 `{parameter}` 값이 필요합니다. `TemplateCustomSubstitutions`로 보내 주세요.";
    };
    readonly "template.not_found": {
        readonly status: 404;
        readonly en: "There is no such template.";
        readonly ko: "해당 템플릿이 없습니다.";
    };
    readonly "template.in_use": {
        readonly status: 409;
        readonly en: "A service has this template for its default. Give the service another one first.";
        readonly ko: "이 템플릿을 기본값으로 쓰는 서비스가 있습니다. 서비스의 기본 템플릿을 먼저 바꿔 주세요.";
    };
    readonly "template.built_in": {
        readonly status: 409;
        readonly en: "This template is part of Munjigi. Make one of your own with the text you want.";
        readonly ko: "기본 제공 템플릿은 변경할 수 없습니다. 원하는 문구로 새 템플릿을 만들어 주세요.";
    };
};
