import type { EditorDraft } from './editor-draft.ts';

/** What a message is often for, as a first text to change. */
export const MESSAGE_STARTS: readonly { readonly label: string; readonly draft: Partial<EditorDraft> }[] = [
  {
    label: 'Loyalty',
    draft: {
      title: 'Thank you, {{tier}} member',
      body: 'You have ordered {{orders}} times. It is good to have you back.',
      tone: 'success',
    },
  },
  {
    label: 'Shipping threshold',
    draft: {
      title: 'Nearly there',
      body: 'Only {{missing}} to free shipping.',
      tone: 'info',
      showsProgress: true,
    },
  },
  {
    label: 'Next tier',
    draft: {
      title: 'On your way to {{nextTier}}',
      body: 'Spend {{toNextTier}} more and you are a {{nextTier}} member.',
      tone: 'info',
      showsProgress: true,
    },
  },
  {
    label: 'Delivery promise',
    draft: {
      title: 'Arrives by {{arrives}}',
      body: 'Ordered now, it leaves with the next post.',
      tone: 'info',
      promisesDelivery: true,
    },
  },
  {
    label: 'Trust',
    draft: {
      title: 'Not what you hoped for?',
      body: 'Send it back within 30 days and we refund it.',
      tone: 'info',
    },
  },
  {
    label: 'First order',
    draft: {
      title: 'Welcome to our shop',
      body: 'You pay in one step, and can change your order until it is packed.',
      tone: 'success',
    },
  },
  {
    label: 'Low stock',
    draft: {
      title: 'Only {{left}} left',
      body: 'We have {{left}} of {{scarce}} left in stock.',
      tone: 'warning',
    },
  },
];
