export async function exportAccount({ users, sessions }, user) {
    return {
        id: user.sid,
        name: user.name,
        language: user.language,
        createdAt: user.createdAt,
        hasPassword: user.hasPassword,
        identifiers: user.identifiers.map(({ sid, ...one }) => ({ id: sid, ...one })),
        consents: await users.consents(user.sid),
        sessions: (await sessions.list(user.sid)).map(({ sid, userSid: _userSid, ...one }) => ({ id: sid, ...one })),
    };
}
//# sourceMappingURL=export-account.js.map