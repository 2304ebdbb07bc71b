"""Twenty made-up people to try the program with, in a practice campaign that never counts."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from crm_desktop.domain.people import Actor
from crm_desktop.services.campaigns import CampaignService, ChangeCampaign
from crm_desktop.services.leads import LeadService, NewLead

CAMPAIGN = "Practice"
SOURCE = "Made up"
ALL_DAY = 24 * 60

# Name, city, language, company, note. Numbers are +91 98000 0xxxx, which ring nobody here: the campaign
# is for practice and its calls go to the practice line.
SAMPLES: tuple[tuple[str, str, str, str, str], ...] = (
    ("Harshada Jadhav", "Nashik", "Marathi", "", "Asked about a home loan of 18 lakh."),
    ("Gurpreet Singh Ahluwalia", "Ludhiana", "Punjabi", "Ahluwalia Tractors", ""),
    ("Sunita Deshmukh", "Pune", "Marathi", "", "Prefers to be called after 16:00."),
    ("Ravi Chauhan", "Jaipur", "Hindi", "", ""),
    ("Farida Contractor", "Surat", "Gujarati", "Contractor Textiles", "Knows the branch manager."),
    ("Thiruvengadam Venkatasubramaniam", "Chennai", "Tamil", "", ""),
    ("Ananya Mukherjee", "Kolkata", "Bengali", "", "Looking for a two-bedroom flat."),
    ("Joseph D’Souza", "Mumbai", "English", "", ""),
    ("Lakshmi Narayanan", "Coimbatore", "Tamil", "Kovai Pumps", ""),
    ("Mohammed Arif Khan", "Lucknow", "Hindi", "", "Has an offer from another bank."),
    ("Shalini Reddy", "Hyderabad", "Telugu", "", ""),
    ("Balwinder Kaur", "Amritsar", "Punjabi", "", "Speaks for the whole family."),
    ("Prakash Hegde", "Hubballi", "Kannada", "Hegde Dairy", ""),
    ("Meenakshi Pillai", "Kochi", "Malayalam", "", ""),
    ("Dinesh Patel", "Ahmedabad", "Gujarati", "Patel Agencies", "Wants the rates by WhatsApp."),
    ("Rukmini Sahoo", "Bhubaneswar", "Odia", "", ""),
    ("Abdul Rahim Laskar", "Guwahati", "Assamese", "", ""),
    ("Kavita Sharma", "Indore", "Hindi", "", "Second enquiry this year."),
    ("Vikram Rathore", "Udaipur", "Hindi", "Rathore Stones", ""),
    ("Teresa Fernandes", "Panaji", "Konkani", "", ""),
)


@dataclass(frozen=True, slots=True)
class Samples:
    """What was made: the practice campaign and how many people are in it."""

    campaign_id: UUID
    count: int


def add_samples(actor: Actor, campaigns: CampaignService, leads: LeadService) -> Samples:
    """Make the practice campaign with its twenty people; once made, nothing is made again."""
    campaign = campaigns.ensure(actor, CAMPAIGN, is_practice=True)
    if campaign.end_minute - campaign.start_minute < ALL_DAY:  # nobody is rung: practise at any hour
        campaign = campaigns.update(
            actor, ChangeCampaign(campaign.id, campaign.version, start_minute=0, end_minute=ALL_DAY)
        )
    wanted = {name for name, *_ in SAMPLES}
    known = {row.name for name in wanted for row in leads.find(actor, name, limit=3) if row.source == SOURCE}
    for place, (name, city, language, company, note) in enumerate(SAMPLES):
        if name in known:
            continue
        leads.create(
            actor,
            NewLead(
                name,
                (f"+91 98000 {place + 101:05d}",),
                company=company,
                city=city,
                language=language,
                source=SOURCE,
                note=note,
                campaign_id=campaign.id,
            ),
        )
    return Samples(campaign.id, len(SAMPLES))
