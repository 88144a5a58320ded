import { createRule } from '../src/report/rule.js';

/** Demands a look at the status of an answer, where the HTTP client resolves on every one. */
export const requireStatusCheck = createRule({
  name: 'require-status-check',
  docs: {
    description: 'require a look at the status of an answer that an HTTP client gives whatever it is',
    preset: 'recommended',
  },
  type: 'problem',
  repairs: true,
  messages: {
    read: '`{{name}}` does not throw on HTTP 429, 500 or 503, and `{{reader}}` takes what an overloaded or restarting server says for the answer of the model. Look at `{{status}}` before it is read.',
    probe: '`{{name}}` does not throw on HTTP 503, which is how a server says that it is not ready: any answer counts as a yes here. Look at `{{status}}`.',
  },
  check({ answers }, report) {
    for (const answer of answers) {
      const { call, kind, reader, form } = answer;
      report({ at: call.span, messageId: kind, data: { name: call.name, reader, status: form.raises === undefined ? (form.ok ?? form.status) : `${form.raises}()` }, suggest: [{ kind: 'check-status', answer }] });
    }
  },
});
