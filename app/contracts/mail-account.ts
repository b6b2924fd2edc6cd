/** The mail server of a shop, as a merchant enters it. */
import { z } from 'zod';

const line = (most: number) =>
  z
    .string()
    .trim()
    .max(most, `Expected at most ${most} characters.`)
    .regex(/^[^\r\n]*$/, 'Expected one line.');

/** Ports that mail servers take messages at: no other service of a network can be reached by this form. */
const PORTS = [25, 465, 587, 2525];

export const mailAccountDraft = z
  .object({
    host: z
      .string()
      .trim()
      .min(1, 'Enter the server.')
      .max(253)
      .regex(/^[a-z0-9.-]+$/i, 'Expected a name such as smtp.example.com.'),
    port: z.number('Enter a port.').int(),
    security: z.enum(['tls', 'starttls', 'none'], 'Choose how the connection is encrypted.'),
    username: line(200),
    /** Left out: the one that is stored stays. */
    password: z.string().max(500).optional(),
    fromName: line(100).min(1, 'Enter the name that readers see.'),
    fromAddress: z.email('Expected an e-mail address.').max(254),
    postalAddress: z
      .string()
      .trim()
      .min(5, 'Enter the postal address: the law asks for it in many countries.')
      .max(500, 'Expected at most 500 characters.'),
  })
  .superRefine(({ security, username }, context) => {
    if (security === 'none' && username !== '')
      context.addIssue({
        code: 'custom',
        path: ['security'],
        message: 'Without encryption no password is sent: choose TLS or STARTTLS, or leave the user empty.',
      });
  });
export type MailAccountDraft = z.infer<typeof mailAccountDraft>;

/** Whether a port may be used; in development any, for a mail server on the own machine. */
export const isMailPort = (port: number, isProduction: boolean): boolean =>
  isProduction ? PORTS.includes(port) : port > 0 && port < 65_536;
