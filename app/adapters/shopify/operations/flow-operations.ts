/** Starts every workflow of the shop that begins with a trigger of the app. */
export const FLOW_TRIGGER_RECEIVE = `mutation AttuneFlowTrigger($handle: String!, $payload: JSON!) {
  flowTriggerReceive(handle: $handle, payload: $payload) { userErrors { field message } }
}`;
