const ANSWER = `webPixel { id } userErrors { code field message }`;

export const CREATE_PIXEL = `mutation AttunePixelCreate($webPixel: WebPixelInput!) {
  webPixelCreate(webPixel: $webPixel) { ${ANSWER} }
}`;

export const UPDATE_PIXEL = `mutation AttunePixelUpdate($id: ID!, $webPixel: WebPixelInput!) {
  webPixelUpdate(id: $id, webPixel: $webPixel) { ${ANSWER} }
}`;

export const DELETE_PIXEL = `mutation AttunePixelDelete($id: ID!) {
  webPixelDelete(id: $id) { deletedWebPixelId userErrors { code field message } }
}`;

/** The app's one pixel in the shop. */
export const PIXEL_QUERY = `query AttunePixel { webPixel { id } }`;
