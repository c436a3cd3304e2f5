import { buildMeta, listResource, readPage } from "./paging.js";
import { templateQuery } from "./template-params.js";
import { templateResource, toTemplateResource } from "./template-resources.js";
export const templateRoutes = async (app, { templates, deployment }) => {
    app.get("/Templates", { schema: { querystring: templateQuery, response: { 200: listResource("templates", templateResource) } } }, async ({ query }) => {
        const { FriendlyName } = query;
        const page = await templates.list({ ...readPage(query, "HJ"), friendlyName: FriendlyName });
        const { origin } = deployment;
        return {
            templates: page.rows.map((template) => toTemplateResource(template, deployment)),
            meta: buildMeta(page, { origin, path: "/Templates", query, filters: { FriendlyName }, key: "templates" }),
        };
    });
};
//# sourceMappingURL=template-routes.js.map