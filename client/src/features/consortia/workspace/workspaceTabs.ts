/** In the order in which a consortium comes to need them. */
export const workspaceTabs = ['pitch', 'shares', 'risks', 'tasks', 'notes', 'letter', 'handed'] as const;
export type WorkspaceTab = (typeof workspaceTabs)[number];

export const isWorkspaceTab = (name: string | null): name is WorkspaceTab => workspaceTabs.some((tab) => tab === name);
