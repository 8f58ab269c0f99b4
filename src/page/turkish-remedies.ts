import { ADVICE, type OwnAttentionCode } from '../domain/attention-advice.ts';
import type { ErrorCode } from '../domain/error-code.ts';
import { LOOK_FIRST, REMEDIES } from '../domain/remedy.ts';

/** What to do about each failure, in Turkish. */
const FAILURES: Record<ErrorCode, string> = {
  OfferNotFound: 'Yayımcı ve teklif kimliklerini denetleyin; pazar yeri bu ikiliyi tanımıyor.',
  NoPreview: 'Teklifi önizlemeye yayımlayın, orada sınayın, sonra yeniden isteyin.',
  PreviewChanged:
    'Önizlemedeki sürüm, sınanan sürüm değil. Şu anda önizlemede olanı sınayın, sonra onun sürümüyle yeniden isteyin.',
  SubmissionRejected: 'Pazar yerinin iletisinde adı geçeni düzeltin, sonra yeniden isteyin.',
  OperationConflict:
    'Pazar yerinde süren işlemin bitmesini bekleyin ya da onConflict değeri "queue" veya "join" olarak yeniden isteyin.',
  ConcurrencyMismatch: 'Aynı anda biri teklifi değiştirdi. Teklife bakın, sonra yeniden isteyin.',
  CertificationFailed:
    'İletilerdeki sertifikasyon raporunu okuyun, teklifi düzeltin, önizlemeye yayımlayın, sonra yeniden isteyin.',
  ValidationFailed:
    'Doğrulama iletilerinde adı geçenleri düzeltin, teklifi önizlemeye yayımlayın, sonra yeniden isteyin.',
  MarketplaceFailed:
    'Hata pazar yerinin kendisinde. Yeniden isteyin; yinelenirse pazar yeri işleminin kimliğiyle destek kaydı açın.',
  CredentialsMissing:
    'Yayımcının kimlik bilgilerini Key Vault’a "marketplace-{publisherId}" gizli dizisi olarak koyun, sonra yeniden isteyin.',
  CredentialsRejected:
    'Yayımcının Key Vault gizli dizisine geçerli bir istemci gizli dizisi ya da sertifika koyun, sonra yeniden isteyin.',
  PublisherAccessDenied: 'Hizmet sorumlusunu nesne kimliğiyle yayımcının hesabına ekleyin, sonra yeniden isteyin.',
  ApprovalRejected: 'İtirazı, reddeden kişiyle giderin, sonra yeniden isteyin.',
  ApprovalExpired: 'Yeniden isteyin ve zamanında onaylatın.',
  DeadlineExceeded:
    'Teklife pazar yerinde bakın: gönderilmiş olan orada sürer. İzlemek için daha geç bir son tarihle yeniden isteyin.',
  ContractChanged:
    'Pazar yerinin yanıtı anlaşılamayan bir biçimde. Teklife elle bakın ve bunu Go Live’ı işletenlere bildirin.',
  InternalError:
    'Hata Go Live’ın kendisinde. Teklife pazar yerinde bakın, bunu Go Live’ı işletenlere bildirin, sonra yeniden isteyin.',
  Terminated: 'Bir işletmen sonlandırdı. Teklife pazar yerinde bakın, sonra yeniden isteyin.',
  EndedByPerson: 'Nedenini, sonlandıran kişiyle giderin, teklife pazar yerinde bakın, sonra yeniden isteyin.',
};

/** What to do about each reason for attention, in Turkish. */
const ATTENTIONS: Record<OwnAttentionCode, string> = {
  PersonNeeded: 'Teklifin pazar yerindeki sayfasında, adımın iletisinin dediğini yapın; sonra bakın.',
  OtherVersion: 'O sürüm yayına girmemeliyse hemen iptal edin. Değilse sürmesine izin verin, sonra yeniden isteyin.',
  UnknownStatus:
    'Teklifin pazar yerindeki sayfasına bakın. Orada bittiyse işlemi sonlandırın; yeni sözcüğü Go Live’ı işletenlere bildirin.',
  LiveNotConfirmed:
    'Teklifin pazar yerindeki sayfasına ve yayındaki bağlantılarına bakın. Sürüm yayındaysa ya da hiç olmayacaksa işlemi sonlandırın ve hangisi olduğunu belirtin.',
  OperationNotFound: 'Bir yerleşme süresi bekleyin: işlem kendiliğinden biter. Bitmezse sonlandırın.',
  SubmissionUnconfirmed:
    'Teklifin pazar yerindeki sayfasına bakın: gönderimin kabul edilip edilmediği bakarak kanıtlanır. İptal bu kanıtı bekler.',
  LongWait:
    'Beklenenin hâlâ ilerleyip ilerlemediğine bakın. Kendiliğinden hiç bitmeyecekse onu ya da bu işlemi iptal edin.',
  Stalled:
    'Teklifin pazar yerindeki sayfasına bakın. Orada görülecek bir şey yoksa pazar yeri işleminin kimliğiyle destek kaydı açın. Orada bittiyse işlemi sonlandırın.',
  MarketplaceThrottling: 'Bekleyin: yavaşlar ve kendiliğinden sürer.',
  MarketplaceUnavailable: 'Bekleyin: pazar yeri yanıt verince kendiliğinden sürer. Ondan sonra bakın.',
  MarketplaceUnauthorized:
    'Yayımcı için ön denetim çalıştırın, Key Vault gizli dizisine geçerli bir gizli dizi koyun, sonra bakın.',
  CredentialsMissing:
    'Yayımcının kimlik bilgilerini Key Vault’a "marketplace-{publisherId}" gizli dizisi olarak koyun, sonra bakın.',
  CredentialsRejected:
    'Yayımcının Key Vault gizli dizisine geçerli bir istemci gizli dizisi ya da sertifika koyun, sonra bakın.',
  PublisherAccessDenied: 'Hizmet sorumlusunu nesne kimliğiyle yayımcının hesabına ekleyin, sonra bakın.',
  ContractChanged:
    'Teklifin pazar yerindeki sayfasına bakın ve bunu Go Live’ı işletenlere bildirin: yanıtın biçimi telemetridedir. Yayına alma orada bittiyse işlemi sonlandırın.',
  RecordUnavailable:
    'Go Live’ın sağlık durumunu sorun; hiçbir şey gönderilmedi, kayıt kullanılabilir olunca kendiliğinden sürer.',
  Interrupted:
    'Bir şey yapmayın: birkaç dakika içinde sürdürülür. Yeniden yeniden gelirse Go Live’ı işletenlere bildirin.',
};

const LOOK_FIRST_IN_TURKISH = 'Önce teklife pazar yerinde bakın: yayına alma sürüyor ya da bitmiş olabilir. ';

const TRANSLATIONS = new Map([
  ...Object.entries(FAILURES).map(([code, text]) => [REMEDIES[code as ErrorCode].remedy, text] as const),
  ...Object.entries(ATTENTIONS).map(([code, text]) => [ADVICE[code as OwnAttentionCode].remedy, text] as const),
]);

/** A remedy as operations carry it, in Turkish. One that is not known, as of another version of the app, stays as it is. */
export function turkishRemedy(remedy: string): string {
  const looksFirst = remedy.startsWith(LOOK_FIRST);
  const translated = TRANSLATIONS.get(looksFirst ? remedy.slice(LOOK_FIRST.length) : remedy);
  if (translated === undefined) return remedy;
  return looksFirst ? `${LOOK_FIRST_IN_TURKISH}${translated}` : translated;
}
