/** For a visit from outside Shopify's admin: what Attune is and how to get it. It asks for nothing. */
export function LandingPage() {
  return (
    <main className="landing">
      <h1 style={{ fontSize: '1.75rem', fontWeight: 650, marginBottom: '0.75rem' }}>Attune</h1>
      <p style={{ fontSize: '1rem', lineHeight: 1.5, marginBottom: '1rem' }}>
        Attune personalizes a Shopify checkout: it keeps a profile of every shopper from the shop&apos;s own
        orders, sorts shoppers into segments by rules a merchant writes, and shows each one the offers,
        messages and saved details that fit.
      </p>
      <p style={{ fontSize: '1rem', lineHeight: 1.5 }}>
        It works inside Shopify. To install it, find Attune in the Shopify App Store and choose Install; to
        open it, choose Attune under Apps in your Shopify admin.
      </p>
    </main>
  );
}
