import type { ShopId } from '#app/domain/kernel/ids.ts';
import type { ShopSettingsStore } from '#app/ports/shop-settings-store.ts';
import { restoreVersion } from './campaigns/campaign-versions.ts';
import { duplicateCampaign, stepCampaign } from './campaigns/change-campaign.ts';
import { changeSplit, startExperiment, stopExperiment } from './experiments/change-experiment.ts';
import { explainDecision, type ExplainDecisionPorts } from './deciding/explain-decision.ts';
import { listDecisions, type ListDecisionsPorts } from './deciding/list-decisions.ts';
import { dryRunCampaign, type DryRunCampaignPorts } from './campaigns/dry-run-campaign.ts';
import { explainStoredCampaign, type ExplainCampaignPorts } from './campaigns/explain-campaign.ts';
import {
  followShopifySegment,
  listShopifySegments,
  unfollowShopifySegment,
  type FollowSegmentPorts,
} from './segments/follow-segments.ts';
import { explainMembership } from './segments/explain-membership.ts';
import { listKnownValues, type ListKnownValuesPorts } from './segments/list-known-values.ts';
import { listTemplates } from './segments/list-templates.ts';
import { createPastBook } from './segments/past-book.ts';
import { previewCampaign, type PreviewCampaignPorts } from './campaigns/preview-campaign.ts';
import { previewMarginDial, type PreviewMarginDialPorts } from './recommending/preview-margin-dial.ts';
import { previewSegment } from './segments/preview-segment.ts';
import type { PreviewSegmentPorts } from './segments/preview-segment.ts';
import { lookBySegments } from './experiments/look-by-segments.ts';
import { reportHoldout } from './experiments/report-holdout.ts';
import { reportHome } from './report-home.ts';
import type { ReportHomePorts } from './report-home.ts';
import { askReconciliation, type AskReconciliationPorts } from './installation/ask-reconciliation.ts';
import { saveSettings, viewSettings } from './installation/shop-settings.ts';
import {
  switchPixelOff,
  switchPixelOn,
  viewPixel,
  type SwitchPixelPorts,
} from './installation/switch-pixel.ts';
import { createConnectionDesk, type ConnectionDeskPorts } from './connections/connection-desk.ts';
import { switchLocalOff, switchLocalOn, viewLocal, type SwitchLocalPorts } from './campaigns/switch-local.ts';
import { createPrivacyDesk, type PrivacyDeskPorts } from './shoppers/privacy-desk.ts';
import { createQuarantineDesk, reportIntake, type ReportIntakePorts } from './report-intake.ts';
import { reportReminders, type ReportRemindersPorts } from './reminders/report-reminders.ts';
import { saveCampaign } from './campaigns/save-campaign.ts';
import type { SaveCampaignPorts } from './campaigns/save-campaign.ts';
import { saveMerchandising } from './recommending/save-merchandising.ts';
import { saveSegment } from './segments/save-segment.ts';
import { segmentHealth, type SegmentHealthPorts } from './segments/segment-health.ts';
import { segmentsOverview } from './segments/segments-overview.ts';
import {
  saveMailAccount,
  sendTestMail,
  viewMailAccount,
  type SetUpMailPorts,
} from './reminders/set-up-mail.ts';
import { tryRecommendations } from './recommending/try-recommendations.ts';
import { listCampaigns, openCampaignEditor } from './campaigns/view-campaigns.ts';
import { viewIncentive, type ViewIncentivePorts } from './campaigns/view-incentive.ts';
import {
  listExperiments,
  openExperiment,
  type ViewExperimentsPorts,
} from './experiments/view-experiments.ts';
import { viewRecommendations, type ViewRecommendationsPorts } from './recommending/view-recommendations.ts';
import { listSegments, openSegment } from './segments/view-segments.ts';

export interface AdminPorts
  extends
    ReportHomePorts,
    ViewIncentivePorts,
    ViewExperimentsPorts,
    PreviewSegmentPorts,
    SaveCampaignPorts,
    FollowSegmentPorts,
    ViewRecommendationsPorts,
    PreviewMarginDialPorts,
    ExplainCampaignPorts,
    ExplainDecisionPorts,
    AskReconciliationPorts,
    SwitchPixelPorts,
    SwitchLocalPorts,
    Pick<ReportIntakePorts, 'census'>,
    PrivacyDeskPorts,
    ConnectionDeskPorts,
    Pick<ReportRemindersPorts, 'reminderReport'>,
    SetUpMailPorts,
    Pick<DryRunCampaignPorts, 'checkouts'>,
    Pick<PreviewCampaignPorts, 'previews'>,
    Pick<ListKnownValuesPorts, 'known' | 'estimates'>,
    Pick<SegmentHealthPorts, 'history' | 'recounts'> {
  readonly settings: ShopSettingsStore;
}

/** Everything the embedded admin does, ready to be called by its routes. */
export type AdminUseCases = ReturnType<typeof createAdminUseCases>;

/** Ties the admin's use cases to the world they work in. */
export function createAdminUseCases(ports: AdminPorts) {
  const healthPorts = { ...ports, pasts: createPastBook(ports) };
  const { segments, campaigns, products, intake, settings, models, measurements } = ports;
  return {
    reportHome: reportHome.bind(null, ports),
    reportHoldout: reportHoldout.bind(null, ports),
    listExperiments: listExperiments.bind(null, ports),
    openExperiment: openExperiment.bind(null, ports),
    startExperiment: startExperiment.bind(null, ports),
    changeSplit: changeSplit.bind(null, ports),
    stopExperiment: stopExperiment.bind(null, ports),
    lookBySegments: lookBySegments.bind(null, ports),
    findSimulatedMonth: ports.simulated.find,
    removeSimulatedMonth: ports.simulated.remove,
    measureAnew: (shopId: ShopId) => measurements.want(shopId, ports.clock.now()),
    reportIntake: reportIntake.bind(null, ports),
    viewEstimates: ports.estimates.newest,
    askReconciliation: (shopId: ShopId) => askReconciliation(ports, shopId, 'person'),
    ...switchUseCases(ports),
    ...mailUseCases(ports),
    ...createPrivacyDesk(ports),
    ...createConnectionDesk(ports),
    ...createQuarantineDesk(intake),
    listSegments: listSegments.bind(null, ports),
    openSegment: openSegment.bind(null, ports),
    previewSegment: previewSegment.bind(null, ports),
    explainMembership: explainMembership.bind(null, ports),
    listKnownValues: listKnownValues.bind(null, ports),
    listTemplates: listTemplates.bind(null, ports),
    saveSegment: saveSegment.bind(null, ports),
    segmentHealth: segmentHealth.bind(null, healthPorts),
    segmentsOverview: segmentsOverview.bind(null, healthPorts),
    removeSegment: segments.remove,
    listShopifySegments: listShopifySegments.bind(null, ports),
    followShopifySegment: followShopifySegment.bind(null, ports),
    unfollowShopifySegment: unfollowShopifySegment.bind(null, ports),
    listCampaigns: listCampaigns.bind(null, ports),
    openCampaignEditor: openCampaignEditor.bind(null, ports),
    viewIncentive: viewIncentive.bind(null, ports),
    saveCampaign: saveCampaign.bind(null, ports),
    stepCampaign: stepCampaign.bind(null, ports),
    explainCampaign: explainStoredCampaign.bind(null, ports),
    ...decisionUseCases(ports),
    dryRunCampaign: dryRunCampaign.bind(null, ports),
    previewCampaign: previewCampaign.bind(null, ports),
    restoreVersion: restoreVersion.bind(null, ports),
    duplicateCampaign: duplicateCampaign.bind(null, ports),
    removeCampaign: campaigns.remove,
    viewRecommendations: viewRecommendations.bind(null, ports),
    saveMerchandising: saveMerchandising.bind(null, ports),
    previewMarginDial: previewMarginDial.bind(null, ports),
    tryRecommendations: tryRecommendations.bind(null, ports),
    requestTraining: models.requestTraining,
    searchProducts: products.search,
    viewSettings,
    saveSettings: saveSettings.bind(null, settings),
  };
}

/** What the admin does with the shop's e-mail. */
const mailUseCases = (ports: SetUpMailPorts & ReportRemindersPorts) => ({
  reportReminders: reportReminders.bind(null, ports),
  viewMailAccount: viewMailAccount.bind(null, ports),
  saveMailAccount: saveMailAccount.bind(null, ports),
  sendTestMail: sendTestMail.bind(null, ports),
});

/** What needs optional scopes of Shopify. */
const switchUseCases = (ports: SwitchPixelPorts & SwitchLocalPorts) => ({
  viewPixel: viewPixel.bind(null, ports),
  switchPixelOn: switchPixelOn.bind(null, ports),
  switchPixelOff: switchPixelOff.bind(null, ports),
  viewLocal: viewLocal.bind(null, ports),
  switchLocalOn: switchLocalOn.bind(null, ports),
  switchLocalOff: switchLocalOff.bind(null, ports),
});

/** What the admin asks of the ledger. */
const decisionUseCases = (ports: ListDecisionsPorts & ExplainDecisionPorts) => ({
  listDecisions: listDecisions.bind(null, ports),
  explainDecision: explainDecision.bind(null, ports),
});
